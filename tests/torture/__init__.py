"""Bad inputs and faults, by the ids of README.md; and scripts that are run by hand, since they take minutes."""
