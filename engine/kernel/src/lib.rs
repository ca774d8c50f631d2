//! Values every crate speaks, and the one error; no input, no output, nothing asynchronous.
