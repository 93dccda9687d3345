"""The house's own widgets: they post messages and know neither their app nor their screen."""
