"""What the tests with real clients share: a running server, raw HTTP, tables, the contract's rules."""
