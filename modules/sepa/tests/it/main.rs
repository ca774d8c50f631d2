//! Mandates and payment orders as stories, on both databases; files against the official schemas.

mod debits;
mod desk;
mod foreign;
mod invoices;
mod mandates;
mod orders;
mod rights;
mod transfers;
