//! What Typst cannot write is added to the finished document: dates of attachments in the places
//! of those that are there, and properties as an incremental update (ISO 32000-1 7.5.6), for which
//! the file stays as it is and a second version of its metadata follows.
//!
//! Reading a whole PDF would need a library; but what Typst writes has one plain table of objects,
//! so little has to be read.

use kernel::{Date, Instant, Time};

use crate::{Attachment, Metadata};

/// The document with the date of change of each attachment; all have that of the document before.
pub(crate) fn with_dates(
    mut pdf: Vec<u8>,
    attachments: &[Attachment],
) -> Result<Vec<u8>, &'static str> {
    if attachments.is_empty() {
        return Ok(pdf);
    }
    let mut places = Vec::new();
    let end = Ending::read(&pdf)?;
    for id in 1..end.count {
        let dictionary = dictionary(end.object(&pdf, id)?);
        if find(dictionary, b"/Type/EmbeddedFile").is_some() {
            let date = find(dictionary, DATE).ok_or("an attachment without a date")?;
            let size = reference(dictionary, b"/Size ").ok_or("an attachment without a size")?;
            places.push((end.offset(&pdf, id)? + date + DATE.len(), size));
        }
    }
    places.sort_unstable();
    // A template may attach files of its own; those stand before ours.
    let places = places.split_off(places.len().saturating_sub(attachments.len()));
    if !places.iter().map(|(_, size)| *size).eq(attachments.iter().map(|it| it.bytes.len())) {
        return Err("the attachments stand in another order");
    }
    for ((place, _), attachment) in places.into_iter().zip(attachments) {
        let date = digits(attachment.modified);
        let old = pdf.get_mut(place..place + date.len()).ok_or("a date lies outside")?;
        old.copy_from_slice(date.as_bytes());
    }
    Ok(pdf)
}

const DATE: &[u8] = b"/ModDate(D:";

/// The date as PDF writes it in UTC, without the `Z` (ISO 32000-1 7.9.4).
fn digits(instant: Instant) -> String {
    let seconds = instant.millis().div_euclid(1000);
    let (year, month, day) = Date::from_days(seconds.div_euclid(86_400)).ymd();
    let (hour, minute, second) = Time::from_seconds(seconds.rem_euclid(86_400)).hms();
    let year = year.clamp(0, 9999);
    format!("{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}")
}

/// What stands before the data of a stream.
fn dictionary(object: &[u8]) -> &[u8] {
    &object[..find(object, b"stream").or(find(object, b"endobj")).unwrap_or(object.len())]
}

/// The document with the properties added; the error names what was not found.
pub(crate) fn with_metadata(
    mut pdf: Vec<u8>,
    metadata: &Metadata,
) -> Result<Vec<u8>, &'static str> {
    let end = Ending::read(&pdf)?;
    let root = reference(end.trailer, b"/Root ").ok_or("no root in the trailer")?;
    let catalog = end.object(&pdf, root)?;
    let number = reference(catalog, b"/Metadata ").ok_or("no metadata in the catalog")?;
    let packet = packet(end.object(&pdf, number)?)?;
    let packet = metadata.join(packet).ok_or("no list of schemas in the metadata")?;

    let trailer = end.trailer.to_vec();
    let previous = end.table;
    pdf.push(b'\n');
    let object = pdf.len();
    let length = packet.len();
    let open =
        format!("{number} 0 obj\n<</Length {length}/Type/Metadata/Subtype/XML>>\nstream\n{packet}");
    pdf.extend_from_slice(open.as_bytes());
    pdf.extend_from_slice(b"\nendstream\nendobj\n");
    let table = pdf.len();
    let entries = format!("xref\n{number} 1\n{object:010} 00000 n\r\ntrailer\n<<");
    pdf.extend_from_slice(entries.as_bytes());
    pdf.extend_from_slice(&trailer);
    let close = format!("/Prev {previous}>>\nstartxref\n{table}\n%%EOF\n");
    pdf.extend_from_slice(close.as_bytes());
    Ok(pdf)
}

/// The table of objects at the end of a file.
struct Ending<'a> {
    /// Where the table begins.
    table: usize,
    /// Where its entries begin, the first being that of object 0; each has 20 bytes.
    entries: usize,
    /// How many there are.
    count: usize,
    /// What stands between the brackets of the trailer.
    trailer: &'a [u8],
}

impl Ending<'_> {
    fn read(pdf: &[u8]) -> Result<Ending<'_>, &'static str> {
        let start = rfind(pdf, b"startxref").ok_or("no startxref")?;
        let table = number(&pdf[start + b"startxref".len()..]).ok_or("no place of the table")?;
        let rest = pdf.get(table..start).ok_or("the table lies outside")?;
        if !rest.starts_with(b"xref") {
            return Err("the table is not a plain one");
        }
        let feeds: Vec<usize> =
            (0..rest.len().min(64)).filter(|index| rest[*index] == b'\n').take(2).collect();
        let [_, second] = feeds[..] else { return Err("the table has no head") };
        let trailer = find(rest, b"trailer").ok_or("no trailer")?;
        let open = find(&rest[trailer..], b"<<").ok_or("the trailer does not open")?;
        let close = rfind(rest, b">>").ok_or("the trailer does not close")?;
        let trailer = rest.get(trailer + open + 2..close).ok_or("the trailer is empty")?;
        let count = reference(trailer, b"/Size ").ok_or("the trailer has no size")?;
        Ok(Ending { table, entries: table + second + 1, count, trailer })
    }

    fn offset(&self, pdf: &[u8], id: usize) -> Result<usize, &'static str> {
        let entry = pdf.get(self.entries + 20 * id..).ok_or("no entry for an object")?;
        number(&entry[..10.min(entry.len())]).ok_or("no offset of an object")
    }

    /// The bytes from the beginning of an object to the table.
    fn object<'b>(&self, pdf: &'b [u8], id: usize) -> Result<&'b [u8], &'static str> {
        let object = pdf.get(self.offset(pdf, id)?..self.table).ok_or("an object lies outside")?;
        if number(object) == Some(id) { Ok(object) } else { Err("another object lies there") }
    }
}

fn packet(object: &[u8]) -> Result<&str, &'static str> {
    let start = find(object, b"<?xpacket begin").ok_or("no packet in the metadata")?;
    let end = find(object, b"<?xpacket end=\"r\"?>").ok_or("the packet does not end")?;
    let packet = object.get(start..end + 19).ok_or("the packet is empty")?;
    std::str::from_utf8(packet).map_err(|_| "the packet is not text")
}

fn reference(dictionary: &[u8], key: &[u8]) -> Option<usize> {
    number(&dictionary[find(dictionary, key)? + key.len()..])
}

fn number(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.trim_ascii_start();
    let end = digits.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(digits.len());
    std::str::from_utf8(&digits[..end]).ok()?.parse().ok()
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

fn rfind(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).rposition(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_none_is_refused() {
        let metadata = Metadata {
            namespace: String::new(),
            prefix: String::new(),
            schema: String::new(),
            properties: Vec::new(),
        };
        for broken in ["", "startxref", "startxref 5", "xref\ntrailer\nstartxref\n0\n%%EOF"] {
            assert!(with_metadata(broken.into(), &metadata).is_err(), "{broken}");
        }
    }
}
