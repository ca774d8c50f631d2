//! What is sent.

use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};

/// A file that travels with a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attachment {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A letter to one person, as text and as HTML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letter {
    /// Tells it from all others; the same letter again has the same.
    pub id: String,
    /// Name of whom it is for.
    pub name: String,
    /// Their mail address.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// What it says, as text.
    pub text: String,
    /// What it says, as a page of HTML; empty when it is text alone.
    pub html: String,
    /// Mail address of somebody who gets a copy, or nothing.
    pub copy: String,
    /// Mail address of the person who writes it and gets the answers; empty when a program does.
    pub writer: String,
    /// Files that travel with it.
    pub attachments: Vec<Attachment>,
    /// Address where whoever got it says that they want no more of these; empty when it was sent
    /// once and for a reason.
    pub unsubscribe: String,
}

impl Letter {
    /// The letter as it travels.
    pub(crate) fn written(&self, from: &Mailbox) -> Result<Message, String> {
        let to = self.to.parse().map_err(|_| format!("`{}` is no mail address", self.to))?;
        let name = Some(one_line(&self.name)).filter(|name| !name.is_empty());
        let id = format!("<{}@{}>", one_line(&self.id), from.email.domain());
        let unsubscribe = one_line(&self.unsubscribe);
        let builder = Message::builder()
            .message_id(Some(id))
            .from(from.clone())
            .to(Mailbox::new(name, to))
            .subject(one_line(&self.subject));
        let builder = match self.copy.as_str() {
            "" => builder,
            copy => builder.cc(mailbox(copy)?),
        };
        let builder = match self.writer.as_str() {
            // RFC 3834: nobody's absence is announced to a program.
            "" => builder.raw_header(header("Auto-Submitted", "auto-generated")),
            writer => builder.reply_to(mailbox(writer)?),
        };
        let builder = match unsubscribe.as_str() {
            "" => builder,
            address => builder.raw_header(header("List-Unsubscribe", &format!("<{address}>"))),
        };
        let told = |error| format!("the letter cannot be written: {error}");
        match self.attachments.is_empty() {
            true if self.html.is_empty() => {
                builder.singlepart(SinglePart::plain(self.text.clone()))
            }
            true => builder.multipart(self.said()),
            false => builder.multipart(self.with_attachments()?),
        }
        .map_err(told)
    }

    fn said(&self) -> MultiPart {
        MultiPart::alternative_plain_html(self.text.clone(), self.html.clone())
    }

    fn with_attachments(&self) -> Result<MultiPart, String> {
        let mixed = match self.html.is_empty() {
            true => MultiPart::mixed().singlepart(SinglePart::plain(self.text.clone())),
            false => MultiPart::mixed().multipart(self.said()),
        };
        self.attachments.iter().try_fold(mixed, |mixed, one| {
            let kind = ContentType::parse(&one.media_type);
            let kind = kind.map_err(|_| format!("`{}` is no media type", one.media_type))?;
            let file = lettre::message::Attachment::new(one_line(&one.name));
            Ok(mixed.singlepart(file.body(one.bytes.clone(), kind)))
        })
    }
}

fn mailbox(address: &str) -> Result<Mailbox, String> {
    let address = address.parse().map_err(|_| format!("`{address}` is no mail address"))?;
    Ok(Mailbox::new(None, address))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

/// A header is one line, whatever a name or a title holds.
fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    spaced.collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn travels(letter: &Letter) -> String {
        let from = "Kontor <kontor@example.de>".parse().expect("a sender");
        let written = letter.written(&from).expect("it is written");
        String::from_utf8(written.formatted()).expect("letters travel as ASCII")
    }

    fn letter() -> Letter {
        Letter {
            id: "1".into(),
            name: "Jana Reuter".into(),
            to: "jana@example.de".into(),
            subject: "Zwei Nachrichten".into(),
            text: "Größe".into(),
            html: "<p>Größe</p>".into(),
            unsubscribe: "https://kontor.example.de/me".into(),
            ..Letter::default()
        }
    }

    #[test]
    fn a_letter_of_a_person_carries_files_and_says_who_gets_the_answers() {
        let attachment = Attachment {
            name: "Rechnung RE-1 Größe.pdf".into(),
            media_type: "application/pdf".into(),
            bytes: vec![0, 159, 146, 150],
        };
        let letter = Letter {
            html: String::new(),
            unsubscribe: String::new(),
            copy: "buchhaltung@example.de".into(),
            writer: "jana@birkenau.example".into(),
            attachments: vec![attachment.clone()],
            ..letter()
        };
        let text = travels(&letter);
        for part in [
            "Cc: buchhaltung@example.de\r\n",
            "Reply-To: jana@birkenau.example\r\n",
            "Content-Type: multipart/mixed",
            "Content-Type: application/pdf\r\n",
            "AJ+Slg==",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
        assert!(!text.contains("Auto-Submitted") && text.is_ascii(), "{text}");
        let from = "kontor@example.de".parse().expect("a sender");
        for (copy, media_type) in [("nobody", "application/pdf"), ("", "no type")] {
            let attachment = Attachment { media_type: media_type.into(), ..attachment.clone() };
            let (copy, attachments) = (copy.to_owned(), vec![attachment]);
            let wrong = Letter { copy, attachments, ..letter.clone() };
            assert!(wrong.written(&from).is_err(), "{media_type}");
        }
    }

    #[test]
    fn a_letter_has_both_parts_and_says_what_it_is() {
        let text = travels(&letter());
        for part in [
            "To: \"Jana Reuter\" <jana@example.de>\r\n",
            "Message-ID: <1@example.de>\r\n",
            "Auto-Submitted: auto-generated\r\n",
            "List-Unsubscribe: <https://kontor.example.de/me>\r\n",
            "Content-Type: multipart/alternative",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Type: text/html; charset=utf-8",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
        assert!(text.is_ascii());
    }

    #[test]
    fn no_name_and_no_title_becomes_a_header() {
        let evil = "Jana\r\nBcc: all@example.de\r\n\r\nHallo";
        let letter = Letter {
            name: evil.into(),
            subject: evil.into(),
            id: evil.into(),
            unsubscribe: evil.into(),
            ..letter()
        };
        let text = travels(&letter);
        let (head, _) = text.split_once("\r\n\r\n").expect("a head and a body");
        assert!(head.lines().all(|line| !line.starts_with("Bcc:")), "{head}");
        assert!(head.contains("Content-Type: multipart/alternative"), "{head}");
        let from = "kontor@example.de".parse().expect("a sender");
        let to = "jana@example.de\r\nBcc: all@example.de".to_owned();
        assert!(Letter { to, ..letter }.written(&from).is_err());
    }
}
