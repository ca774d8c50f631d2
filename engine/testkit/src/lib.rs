//! Scenarios on both databases, fixtures and clients.
