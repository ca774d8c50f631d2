//! Papers, judged by programs of others: qpdf for structure, poppler for what they say.

mod samples;
