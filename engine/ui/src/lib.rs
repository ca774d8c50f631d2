//! Page models in, HTML out; and the program's own assets.
