//! Notes, earlier documents and attachments.

use kernel::Date;

use super::Category;

/// A note on the document, BG-1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// What it is about, BT-21, a code of UNTDID 4451.
    pub subject: Option<String>,
    /// What it says, BT-22.
    pub text: String,
}

/// An earlier invoice that this one refers to, BG-3.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Preceding {
    /// Its number, BT-25.
    pub number: String,
    /// Its day of issue, BT-26.
    pub issued_on: Option<Date>,
}

/// A supporting document, BG-24.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Its reference, BT-122.
    pub reference: String,
    /// What it is, BT-123.
    pub description: Option<String>,
    /// Where it lies, BT-124, an absolute address.
    pub url: Option<String>,
    /// The file itself, BT-125.
    pub file: Option<Binary>,
}

/// An embedded file, BT-125.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Binary {
    /// Its bytes; XML carries them as Base64.
    pub bytes: Vec<u8>,
    /// Its media type, BT-125-1.
    pub media_type: String,
    /// Its name, BT-125-2.
    pub name: String,
}

/// Why a category of VAT charges no tax, carried by the breakdown of VAT (BG-23).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exemption {
    /// The category it explains, BT-118.
    pub category: Category,
    /// The reason in words, BT-120.
    pub text: Option<String>,
    /// The reason as a code of VATEX, BT-121.
    pub code: Option<String>,
}
