//! Files of the record.

use kernel::FileId;
use maud::{Markup, html};

use super::{FileBlock, FileLine};
use crate::components::{Look, count, go, icon, icon_small, token};
use crate::model::{Confirm, Count, Go, MenuItem};
use crate::{Cx, format};

/// The part `detail.files`.
pub(super) fn block(cx: Cx, block: &FileBlock) -> Markup {
    let title = cx.text("ui.record.files");
    html! {
        section.section id="part-detail-files" aria-label=(title) {
            div.section__frame {
                details.section__details open {
                    summary.section__toggle {
                        (icon_small("chevron-down"))
                        h2.section__title { (title) }
                        (count(cx, Count::Exact(block.files.len() as u64)))
                    }
                    div.section__body {
                        @for file in &block.files { (line(cx, file)) }
                        @if let Some(action) = &block.upload { (upload(cx, action, block.limit)) }
                    }
                }
            }
        }
    }
}

/// Where a file is read.
pub(super) fn href(id: FileId) -> String {
    format!("/files/{id}")
}

fn line(cx: Cx, line: &FileLine) -> Markup {
    let name = &line.file.name;
    let from = match &line.who {
        Some(who) => format!("{}, {}", who.name, format::date_time(cx, line.at)),
        None => format::date_time(cx, line.at),
    };
    html! {
        div.mini {
            a.mini__main href=(line.href) title=(from) {
                (icon(sign(&line.file.media_type)))
                span.truncate { (name) }
            }
            span.faint.xs.nowrap { (format::size(cx, line.file.size)) }
            @if let Some(action) = &line.remove {
                span.mini__tool { (go(cx, &remove(cx, name, action), Look::SmallIcon)) }
            }
        }
    }
}

fn sign(media_type: &str) -> &'static str {
    match media_type.split('/').next() {
        Some("image") => "image",
        Some("text") => "file-text",
        _ => "file",
    }
}

fn remove(cx: Cx, name: &str, action: &str) -> MenuItem {
    MenuItem {
        label: cx.fill("ui.record.remove_file", &[("file", name)]),
        icon: "trash-2".into(),
        go: Go::Post {
            action: action.into(),
            fields: Vec::new(),
            confirm: Some(Confirm {
                title: cx.fill("ui.record.remove_file_title", &[("file", name)]),
                text: cx.text("ui.record.remove_file_text").into(),
                verb: cx.text("ui.record.remove_file_verb").into(),
            }),
        },
        ..MenuItem::default()
    }
}

/// With script a chosen file is sent at once; without, the button sends it.
fn upload(cx: Cx, action: &str, limit: u64) -> Markup {
    let limit_words = format::size(cx, limit);
    let too_large = cx.fill("ui.record.file_large", &[("limit", &limit_words)]);
    html! {
        form method="post" action=(action) enctype="multipart/form-data" {
            (token(cx))
            file-drop data-at-once data-limit=(limit) data-too-large=(too_large) {
                label.upload.upload--low {
                    (icon("upload"))
                    span { (cx.text("ui.record.add_file")) }
                    span.upload__name data-chosen {}
                    input.sr-only type="file" name="file" required;
                }
            }
            noscript {
                button.button.button--sm type="submit" { (cx.text("ui.record.upload")) }
            }
        }
    }
}
