//! Comments, tags, followers, files and saved views on any record.
