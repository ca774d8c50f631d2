//! Organisations and contacts: the people and firms we deal with.
