"""`python -m pimh_data`: the command line."""

from pimh_data.commands import app

if __name__ == "__main__":
    app(prog_name="python -m pimh_data")
