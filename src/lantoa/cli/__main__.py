"""`python -m lantoa.cli` is `lantoa`."""

from lantoa.cli.main import main

main()
