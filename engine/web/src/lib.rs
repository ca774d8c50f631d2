//! The browser's side: routes, sessions, forms and fragments.
