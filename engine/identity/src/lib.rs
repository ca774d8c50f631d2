//! Sign-in: users, passwords, sessions and tokens.
