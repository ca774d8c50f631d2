//! The words of formatted text.

/// Words of clean HTML with line breaks, signs before entries of lists and addresses of links,
/// up to about so many characters.
pub fn text(html: &str, most: usize) -> String {
    let mut words = Words::default();
    let mut rest = html;
    while !rest.is_empty() && words.length <= most {
        let end = rest.find('<').unwrap_or(rest.len());
        words.add(&unescaped(&rest[..end]));
        rest = &rest[end..];
        let Some(end) = rest.find('>') else { break };
        words.tag(&rest[1..end]);
        rest = &rest[end + 1..];
    }
    words.text
}

#[derive(Default)]
struct Words {
    text: String,
    /// Bytes so far.
    length: usize,
    /// Open lists: the number of the last entry, or nothing for bullets.
    lists: Vec<Option<u32>>,
    /// The sign of an entry that has no words yet.
    sign: Option<String>,
    /// Line breaks before the next words.
    gap: usize,
    /// Address of the open link, and where its words begin.
    link: Option<(String, usize)>,
}

impl Words {
    fn add(&mut self, words: &str) {
        if words.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.extend(std::iter::repeat_n('\n', self.gap));
        }
        self.gap = 0;
        if let Some(sign) = self.sign.take() {
            self.text.push_str(&sign);
        }
        if let Some((_, begin @ usize::MAX)) = &mut self.link {
            *begin = self.text.len();
        }
        self.text.push_str(words);
        self.length = self.text.len();
    }

    fn tag(&mut self, tag: &str) {
        match tag.split(' ').next().unwrap_or_default() {
            "ul" => self.list(None),
            "ol" => self.list(Some(0)),
            "/ul" | "/ol" => {
                self.lists.pop();
                self.part();
            }
            "li" => self.entry(),
            "br" => self.gap += 1,
            "a" => self.link = address(tag).map(|address| (address, usize::MAX)),
            "/a" => self.end_link(),
            "p" | "/p" | "h2" | "/h2" | "h3" | "/h3" | "pre" | "/pre" | "hr" | "blockquote"
            | "/blockquote" | "/li" => self.part(),
            _ => {}
        }
    }

    fn list(&mut self, numbered: Option<u32>) {
        self.part();
        self.lists.push(numbered);
    }

    fn entry(&mut self) {
        self.part();
        let depth = self.lists.len().saturating_sub(1);
        let sign = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{number}. ")
            }
            _ => "• ".to_owned(),
        };
        self.sign = Some("  ".repeat(depth) + &sign);
    }

    /// A blank line between blocks, a line break between entries.
    fn part(&mut self) {
        let gap = if self.lists.is_empty() { 2 } else { 1 };
        self.gap = self.gap.max(gap);
    }

    /// A link whose words are no address says where it leads.
    fn end_link(&mut self) {
        let Some((address, begin)) = self.link.take() else { return };
        let Some(words) = self.text.get(begin..) else { return };
        let bare = |text: &str| {
            let schemes = ["https://", "http://", "mailto:", "tel:"];
            let rest = schemes.iter().find_map(|scheme| text.strip_prefix(scheme)).unwrap_or(text);
            rest.trim_end_matches('/').to_lowercase()
        };
        if bare(words) != bare(&address) {
            self.add(&format!(" ({address})"));
        }
    }
}

fn address(tag: &str) -> Option<String> {
    let value = tag.split_once("href=\"")?.1;
    Some(unescaped(value.split('"').next()?))
}

fn unescaped(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&amp;", "&")];
    signs.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
}
