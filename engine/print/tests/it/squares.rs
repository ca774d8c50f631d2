//! QR codes.

use print::{Correction, TooLong, qr};

#[test]
fn a_square_has_its_quiet_zone() {
    let picture = qr("code.svg", b"HELLO", Correction::Medium, 4).unwrap();
    assert_eq!(picture.name, "code.svg");
    let svg = String::from_utf8(picture.bytes).unwrap();
    assert!(svg.contains("viewBox=\"0 0 29 29\""), "21 modules and twice 4: {svg:.120}");
    assert!(svg.contains("d=\"M4 4h7v1h-7z"), "the finder begins behind the zone: {svg:.160}");
}

#[test]
fn more_correction_needs_more_room() {
    let width = |correction| qr("a.svg", &[b'x'; 60], correction, 0).unwrap().bytes.len();
    assert!(width(Correction::Low) < width(Correction::High));
    assert_eq!(qr("a.svg", &[b'x'; 4000], Correction::Low, 0), Err(TooLong));
}
