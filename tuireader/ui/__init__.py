"""The screen: everything that knows Textual, and every sentence a reader sees there."""
