//! The one door to data: use cases on any record.
