"""`python -m sayso`, and where the command begins: it can be interrupted before all else is loaded."""

from sayso import interrupts

interrupts.listen()
try:
    from sayso.cli import main
except KeyboardInterrupt:
    interrupts.leave()

if __name__ == "__main__":
    main()
