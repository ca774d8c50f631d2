//! Who may do what to which records: Rights and Scope, pure.
