//! Data in and out: import and export of any module.
