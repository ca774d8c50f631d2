//! What is sent.

use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};

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
    /// What it says, as a page of HTML.
    pub html: String,
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
            .subject(one_line(&self.subject))
            // RFC 3834: nobody's absence is announced to a program.
            .raw_header(header("Auto-Submitted", "auto-generated"));
        let builder = match unsubscribe.as_str() {
            "" => builder,
            address => builder.raw_header(header("List-Unsubscribe", &format!("<{address}>"))),
        };
        builder
            .multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()))
            .map_err(|error| format!("the letter cannot be written: {error}"))
    }
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
