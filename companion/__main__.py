"""`python -m companion` is `companion`."""

from companion.start import main

main()
