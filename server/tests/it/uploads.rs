//! Files that want to be more than files.

use axum::http::{StatusCode, header};

use crate::house::{House, Reply};

const SCRIPT: &[u8] = b"<html><script>alert(1)</script></html>";
const PICTURE: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";

#[tokio::test]
async fn whatever_a_file_is_called_it_is_only_kept() {
    let house = House::open().await;
    let jana = house.jana().await;
    let module = house.modules()[0].clone();
    let long = format!("{}.txt", "ä".repeat(300));
    let names = [
        "x.PHP",
        "x.phtml",
        "x.php.jpg",
        ".htaccess",
        "../../etc/passwd",
        "a\\..\\b.txt",
        "%00.txt",
        "<img src=x onerror=alert(1)>.txt",
        "\u{202e}txt.exe",
        "😀.txt",
        "'\"; drop.txt",
        "",
        " ",
        long.as_str(),
    ];
    for name in names {
        let record = house.record(&jana, &module, "Akte").await;
        let to = format!("{record}/files");
        let reply = house.upload(&jana, &to, (name, "text/plain", SCRIPT)).await;
        let status = reply.status;
        let clear = status == StatusCode::SEE_OTHER || status == StatusCode::UNPROCESSABLE_ENTITY;
        assert!(clear, "{name:?} answers {status}");
        let page = house.get(&jana, &record).await;
        assert_eq!(page.status, StatusCode::OK, "{name:?}");
        assert!(!page.text.contains("<img src=x"), "{name:?} becomes part of the page");
    }
}

#[tokio::test]
async fn what_could_run_is_never_shown() {
    let house = House::open().await;
    let jana = house.jana().await;
    let module = house.modules()[0].clone();
    let polyglot = [b"GIF89a/*".as_slice(), SCRIPT].concat();
    let files: [(&str, &str, &[u8]); 6] = [
        ("seite.html", "text/html", SCRIPT),
        ("bild.jpg", "image/jpeg", SCRIPT),
        ("bild.svg", "image/svg+xml", PICTURE),
        ("bild.png", "image/svg+xml", PICTURE),
        ("bild.gif", "image/gif", &polyglot),
        ("text.txt", "text/html; charset=utf-7", SCRIPT),
    ];
    for (name, media_type, bytes) in files {
        let record = house.record(&jana, &module, "Akte").await;
        house.upload(&jana, &format!("{record}/files"), (name, media_type, bytes)).await;
        let page = house.get(&jana, &record).await.text;
        let (_, rest) = page.split_once("href=\"/files/").expect("the file stands at its record");
        let id = rest.split('"').next().unwrap();
        let reply = house.get(&jana, &format!("/files/{id}")).await;
        let head = |name: header::HeaderName| {
            reply.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned()
        };
        let kind = head(header::CONTENT_TYPE);
        let is_saved = head(header::CONTENT_DISPOSITION).starts_with("attachment");
        assert!(is_saved || kind.starts_with("image/"), "{name} is shown as {kind}");
        assert!(is_saved || !kind.contains("svg"), "{name} is shown as {kind}");
        assert!(head(header::CONTENT_SECURITY_POLICY).contains("sandbox"), "{name}");
        assert_eq!(head(header::X_CONTENT_TYPE_OPTIONS), "nosniff", "{name}");
    }
}

fn text_of(reply: &Reply, name: &str) -> String {
    reply.headers.get(name).map_or("", |value| value.to_str().unwrap()).to_owned()
}

#[tokio::test]
async fn pages_are_looked_at_in_a_frame_of_ours_and_nowhere_else() {
    let house = House::open().await;
    let jana = house.jana().await;
    let record = house.record(&jana, &house.modules()[0], "Akte").await;
    let pages = ("Angebot.pdf", "text/html", b"%PDF-1.7 <script>alert(1)</script>".as_slice());
    house.upload(&jana, &format!("{record}/files"), pages).await;
    let page = house.get(&jana, &record).await;
    assert!(text_of(&page, "content-security-policy").contains("frame-src 'self'"));
    let (_, rest) = page.text.split_once("<iframe").expect("it can be looked at");
    let (_, rest) = rest.split_once("src=\"").unwrap();
    let shown = house.get(&jana, rest.split('"').next().unwrap()).await;
    assert_eq!(text_of(&shown, "content-type"), "application/pdf");
    assert!(text_of(&shown, "content-disposition").starts_with("inline"));
    assert_eq!(text_of(&shown, "x-content-type-options"), "nosniff");
    let policy = text_of(&shown, "content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'self'"));
    assert!(!policy.contains("script-src"), "{policy}");
}

#[tokio::test]
async fn a_watched_upload_is_told_what_became_of_it() {
    let house = House::open().await;
    let jana = house.jana().await;
    let record = house.record(&jana, &house.modules()[0], "Akte").await;
    let to = format!("{record}/files");
    let watched = [("x-file-upload", "1")];
    let good = ("Notiz.txt", "text/plain", b"Hallo".as_slice());
    let reply = house.upload_with(&jana, &to, good, &watched).await;
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
    assert_eq!(text_of(&reply, "x-location"), record);
    let empty = ("leer.txt", "text/plain", b"".as_slice());
    let reply = house.upload_with(&jana, &to, empty, &watched).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text_of(&reply, "content-type").starts_with("text/plain"));
    assert!(reply.text.starts_with("leer.txt: "), "{}", reply.text);
    let large = vec![b'x'; (25 << 20) + 1];
    let large = ("gross.txt", "text/plain", large.as_slice());
    let reply = house.upload_with(&jana, &to, large, &watched).await;
    assert_eq!(reply.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(reply.text.contains("25"), "{}", reply.text);
    let page = house.get(&jana, &record).await.text;
    assert!(page.contains("Notiz.txt") && !page.contains("gross.txt"));
}

#[tokio::test]
async fn an_import_takes_any_file_without_breaking() {
    let house = House::open().await;
    let jana = house.jana().await;
    let zeros = vec![0_u8; 4096];
    let wide = format!("Firma;{}\r\nA;B\r\n", "x;".repeat(3000));
    let files: [(&str, &[u8]); 10] = [
        ("kein.xlsx", b"PK\x03\x04 and nothing of it"),
        ("alt.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("leer.vcf", b"BEGIN:VCARD\r\nEND:VCARD\r\n"),
        ("karte.vcf", b"BEGIN:VCARD\nORG:<script>alert(1)</script>\nEND:VCARD"),
        ("leer.csv", b""),
        ("bild.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("nullen.csv", &zeros),
        ("offen.csv", b"Firma;Ort\r\n\"ohne Ende;Berlin\r\n"),
        ("breit.csv", wide.as_bytes()),
        ("<img src=x onerror=alert(1)>.csv", b"<script>alert(1)</script>;b\r\n1;2\r\n"),
    ];
    for (name, bytes) in files {
        let reply = house.upload(&jana, "/accounts/import", (name, "text/csv", bytes)).await;
        assert!(!reply.status.is_server_error(), "{name} answers {}", reply.status);
        if reply.status == StatusCode::SEE_OTHER {
            let map = house.get(&jana, reply.location()).await;
            assert!(!map.status.is_server_error(), "{name} answers {} when mapped", map.status);
            assert!(!map.text.contains("<script>alert"), "{name} becomes part of the page");
            assert!(!map.text.contains("<img src=x"), "{name} becomes part of the page");
        }
    }
}
