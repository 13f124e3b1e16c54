"""What the tests of the whole program share: generated files of any size, transfers, a look at data and memory."""
