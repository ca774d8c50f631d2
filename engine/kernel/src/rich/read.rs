//! Markup of others, token by token, and plain text.
//!
//! No tree is built here, so that whatever is nested takes no more time than it has signs.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};
use url::Url;

use super::gate::SCHEMES;
use super::write::{Leaf, Marks, Nest, Writer};

/// Elements whose content is no text.
const UNREAD: [&str; 8] =
    ["script", "style", "template", "title", "iframe", "noembed", "noframes", "xmp"];
/// Elements that part blocks and are nothing else.
const BLOCKS: [&str; 20] = [
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "address",
    "figure",
    "figcaption",
    "center",
    "dl",
    "dt",
    "dd",
    "fieldset",
    "form",
    "caption",
    "thead",
    "tbody",
    "tfoot",
];
/// Elements that say nothing, and still that a text is markup.
const SILENT: [&str; 8] = ["html", "head", "body", "span", "font", "img", "small", "noscript"];
/// Marks in one another, at most.
const DEEPEST: usize = 64;
/// Signs at which reading ends: no field takes as many, and marks that are left open make much of
/// little.
const LARGEST: usize = 4_000_000;
/// The longest address of a link.
const LONGEST_LINK: usize = 2_000;

/// Reads markup; `None` when no element in it is known.
pub fn markup(text: &str) -> Option<String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    let mut unread = None;
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match (token, &unread) {
            (Token::EndTag(tag), Some(name)) if *tag.name == *name => unread = None,
            (_, Some(_)) => {}
            (Token::StartTag(tag), None) if UNREAD.contains(&word(&tag.name)) => {
                reader.knows = true;
                unread = Some(tag.name.to_vec());
            }
            (Token::StartTag(tag), None) => reader.opens(&tag),
            (Token::EndTag(tag), None) => reader.closes(word(&tag.name)),
            (Token::String(text), None) => reader.words(&String::from_utf8_lossy(&text)),
            _ => {}
        }
        if LARGEST < reader.writer.len() {
            break;
        }
    }
    reader.knows.then(|| reader.writer.finish())
}

/// Reads plain text.
pub fn plain(text: &str) -> String {
    let mut writer = Writer::default();
    for line in text.lines() {
        if line.trim().is_empty() {
            writer.end();
        } else {
            writer.line_break();
            writer.words(line, &Marks::default());
        }
    }
    writer.finish()
}

fn word(name: &[u8]) -> &str {
    std::str::from_utf8(name).unwrap_or_default()
}

#[derive(Default)]
struct Reader {
    writer: Writer,
    /// Whether an element was known.
    knows: bool,
    /// Open elements that mark words, with the mark or the link that each is.
    inline: Vec<(&'static str, Inline)>,
    marks: Marks,
    /// Whether a row of a table is open: its cells become one paragraph.
    in_row: bool,
}

#[derive(Clone, Debug)]
enum Inline {
    Mark(usize),
    Link(String),
    /// An element that was opened and marks nothing.
    Nothing,
}

impl Reader {
    fn opens(&mut self, tag: &StartTag<()>) {
        let name = word(&tag.name);
        if let Some((name, inline)) = inline(name, tag) {
            self.knows = true;
            if self.inline.len() < DEEPEST {
                self.inline.push((name, inline));
                self.remark();
            }
            return;
        }
        self.knows = self.knows || SILENT.contains(&name);
        if self.is_row(name) || self.part(name) {
            self.knows = true;
            return;
        }
        match name {
            "p" => self.writer.begin(Leaf::Paragraph),
            "h1" | "h2" => self.writer.begin(Leaf::Title),
            "h3" | "h4" | "h5" | "h6" => self.writer.begin(Leaf::Subtitle),
            "pre" | "listing" => self.writer.begin(Leaf::Code),
            "ul" | "menu" => self.writer.enter(Nest::Bullets),
            "ol" => self.writer.enter(Nest::Numbers),
            "blockquote" => self.writer.enter(Nest::Cited),
            "li" => self.writer.entry(),
            "hr" => self.writer.rule(),
            "br" => self.line_break(),
            "td" | "th" => self.cell(),
            _ => return,
        }
        self.knows = true;
    }

    fn closes(&mut self, name: &str) {
        if let Some(at) = self.inline.iter().rposition(|(open, _)| *open == name) {
            self.inline.remove(at);
            self.remark();
            return;
        }
        if self.is_row(name) || self.part(name) {
            return;
        }
        match name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "pre" | "listing" => self.writer.end(),
            "ul" | "menu" => self.writer.close(Nest::Bullets),
            "ol" => self.writer.close(Nest::Numbers),
            "blockquote" => self.writer.close(Nest::Cited),
            "li" => self.writer.end_entry(),
            _ => {}
        }
    }

    /// Rows and tables begin and end where no cell goes on.
    fn is_row(&mut self, name: &str) -> bool {
        let is_row = matches!(name, "tr" | "table");
        if is_row {
            self.writer.end();
            self.in_row = false;
        }
        is_row
    }

    /// What parts blocks, and in rows of tables no more than words.
    fn part(&mut self, name: &str) -> bool {
        match name {
            "p" if self.in_row => self.words(" "),
            name if BLOCKS.contains(&name) && self.in_row => self.words(" "),
            name if BLOCKS.contains(&name) => self.writer.end(),
            _ => return false,
        }
        true
    }

    /// Begins a cell, which is parted from the one before it.
    fn cell(&mut self) {
        if std::mem::replace(&mut self.in_row, true) {
            self.writer.words(" | ", &Marks::default());
        }
    }

    fn line_break(&mut self) {
        match self.writer.leaf() {
            Some(Leaf::Code) => self.words("\n"),
            _ => self.writer.line_break(),
        }
    }

    fn words(&mut self, text: &str) {
        self.writer.words(text, &self.marks);
    }

    /// Says anew how words are marked.
    fn remark(&mut self) {
        self.marks = Marks::default();
        for (_, inline) in &self.inline {
            match inline {
                Inline::Mark(at) => self.marks.is_on[*at] = true,
                Inline::Link(link) => self.marks.link = Some(link.clone()),
                Inline::Nothing => {}
            }
        }
    }
}

/// The element as one that marks words, if it is one.
fn inline(name: &str, tag: &StartTag<()>) -> Option<(&'static str, Inline)> {
    let (name, at) = match name {
        "strong" => ("strong", 0),
        "b" => ("b", 0),
        "em" => ("em", 1),
        "i" => ("i", 1),
        "u" => ("u", 2),
        "ins" => ("ins", 2),
        "s" => ("s", 3),
        "strike" => ("strike", 3),
        "del" => ("del", 3),
        "code" => ("code", 4),
        "kbd" => ("kbd", 4),
        "samp" => ("samp", 4),
        "tt" => ("tt", 4),
        "a" => return Some(("a", link(tag).map_or(Inline::Nothing, Inline::Link))),
        _ => return None,
    };
    // Google Docs wraps all that is copied in bold that is not bold.
    let style = attribute(tag, b"style").unwrap_or_default().replace(' ', "");
    let is_undone = at == 0 && style.contains("font-weight:normal");
    Some((name, if is_undone { Inline::Nothing } else { Inline::Mark(at) }))
}

fn attribute(tag: &StartTag<()>, name: &[u8]) -> Option<String> {
    let value = tag.attributes.get(name)?;
    Some(String::from_utf8_lossy(value).into_owned())
}

/// The address of a link, if it may have it.
fn link(tag: &StartTag<()>) -> Option<String> {
    let href = attribute(tag, b"href")?;
    let href = href.trim();
    let is_odd = |c: char| c.is_control() || c.is_whitespace();
    if href.contains(is_odd) || href.chars().count() > LONGEST_LINK {
        return None;
    }
    let url = Url::parse(href).ok()?;
    // As browsers send them.
    let href = href.replace('"', "%22").replace('<', "%3C").replace('>', "%3E");
    SCHEMES.contains(&url.scheme()).then_some(href)
}
