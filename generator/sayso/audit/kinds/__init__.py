"""What may be active in a page: one kind, one file.

A kind has a `NAME`, which is its key in the allow-list; `WHAT` it is called in a finding;
and `seen`, which tells of one element what of this kind it has. What an empty site has
too is allowed; all else is a finding.
"""
