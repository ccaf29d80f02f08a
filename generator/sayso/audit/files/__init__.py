"""Built files that are no pages: one file for each way of judging.

Each has `judge(name, data, ...)`, which yields findings. A file that no way of judging
knows is a finding itself: nothing is published that nobody looked at.
"""
