"""Reading what papers print: bytes in, values of `model` out; no clock, no disk, no network."""
