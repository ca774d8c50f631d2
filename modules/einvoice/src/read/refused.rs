//! Why a file is not taken.

/// Why a file is not taken; texts belong to whoever shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It has more bytes than any real document.
    TooLarge,
    /// Its elements or objects stand deeper in each other than in any real document.
    TooDeep,
    /// It has more elements, attributes or objects than any real document.
    TooMany,
    /// It declares a document type, which could name what is to be read elsewhere.
    DocumentType,
    /// Its characters are of a charset that is not known, or are not of the one it names.
    Charset {
        /// The charset.
        name: String,
    },
    /// It is no well-formed XML, or no readable PDF.
    Broken,
    /// It is XML of another kind.
    Unknown {
        /// Its outermost element.
        root: String,
    },
    /// An element is missing without which there is no invoice.
    Missing {
        /// Where it should stand.
        path: String,
    },
    /// An element has a value that cannot be one.
    Value {
        /// Where it stands.
        path: String,
    },
    /// The PDF asks for a password.
    Encrypted,
}

impl Refused {
    /// The code by which texts are found.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Refused::TooLarge => "einvoice_too_large",
            Refused::TooDeep => "einvoice_too_deep",
            Refused::TooMany => "einvoice_too_many",
            Refused::DocumentType => "einvoice_document_type",
            Refused::Charset { .. } => "einvoice_charset",
            Refused::Broken => "einvoice_broken",
            Refused::Unknown { .. } => "einvoice_unknown",
            Refused::Missing { .. } => "einvoice_missing",
            Refused::Value { .. } => "einvoice_value",
            Refused::Encrypted => "einvoice_encrypted",
        }
    }

    /// What the code is about: a charset, an element or a path.
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Refused::Charset { name } => Some(name),
            Refused::Unknown { root } => Some(root),
            Refused::Missing { path } | Refused::Value { path } => Some(path),
            Refused::TooLarge
            | Refused::TooDeep
            | Refused::TooMany
            | Refused::DocumentType
            | Refused::Broken
            | Refused::Encrypted => None,
        }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.parameter() {
            Some(parameter) => write!(f, "{}: {parameter}", self.code()),
            None => f.write_str(self.code()),
        }
    }
}

impl std::error::Error for Refused {}
