//! The whole program in one process: every address, in both languages, against bad input.

#![expect(clippy::unwrap_used, reason = "what cannot be read fails the test")]

mod authenticator;
mod backups;
mod bulk;
mod cells;
mod commands;
mod connections;
mod counts;
mod doors;
mod entries;
mod factor;
mod feed;
mod foreign;
mod forgery;
mod guessing;
mod hanging;
mod house;
mod input;
mod ldap;
mod liar;
mod links;
mod made_up;
mod matrix;
mod messages;
mod oidc;
mod pages;
mod passkeys;
mod places;
mod processes;
mod program;
mod programs;
mod rights;
mod roles;
mod settings;
mod sheets;
mod sign_ins;
mod slapd;
mod tls;
mod tokens;
mod transport;
mod undo;
mod uploads;
mod webhooks;
mod words;
