"""What the command line does, without Textual: subcommands, their output and their exit codes."""
