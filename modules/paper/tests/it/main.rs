//! Papers, judged by programs of others: qpdf for structure, poppler for what they say.

mod kit;
mod own_templates;
mod samples;
mod sheets;
mod swiss;
mod whole;
