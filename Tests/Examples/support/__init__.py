"""What the tests of the examples share: clean folders, a Dockerfile's steps without Docker, and a container of them."""
