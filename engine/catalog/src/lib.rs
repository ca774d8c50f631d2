//! What a module is: definitions read, checked and merged with what administrators changed.
