//! Files of the record.

use kernel::FileId;
use maud::{Markup, html};

use super::{FileBlock, FileLine};
use crate::components::{Look, count, go, icon, icon_small, token};
use crate::model::{Confirm, Count, Go, MenuItem};
use crate::{Cx, format};

/// Id of the control that takes files.
pub(super) const UPLOAD: &str = "record-file";

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
            @if let Some(shown) = Shown::of(&line.file.media_type) { (preview(cx, line, shown)) }
            span.faint.xs.nowrap { (format::size(cx, line.file.size)) }
            @if let Some(action) = &line.remove {
                span.mini__tool { (go(cx, &remove(cx, name, action), Look::SmallIcon)) }
            }
        }
    }
}

/// What a browser shows without running anything of it.
#[derive(Clone, Copy)]
enum Shown {
    Picture,
    Pages,
}

impl Shown {
    fn of(media_type: &str) -> Option<Self> {
        match media_type {
            "image/png" | "image/jpeg" | "image/gif" | "image/webp" => Some(Shown::Picture),
            "application/pdf" => Some(Shown::Pages),
            _ => None,
        }
    }
}

/// Opens without script; the file is fetched when it opens, not before.
fn preview(cx: Cx, line: &FileLine, shown: Shown) -> Markup {
    let (id, name) = (format!("file-{}", line.file.id), &line.file.name);
    let label = cx.fill("ui.record.preview_file", &[("file", name)]);
    html! {
        button.button.button--icon.button--ghost.button--sm type="button" popovertarget=(id)
            aria-label=(label) title=(label) { (icon("eye")) }
        div.preview id=(id) popover role="dialog" aria-label=(name) {
            div.preview__head {
                strong.grow.truncate { (name) }
                a.button.button--sm href=(line.href) download {
                    (icon("download")) (cx.text("ui.record.save_file"))
                }
                button.button.button--sm type="button" popovertarget=(id)
                    popovertargetaction="hide" { (cx.text("ui.record.close_preview")) }
            }
            @match shown {
                Shown::Picture => img.preview__picture src=(line.href) alt=(name) loading="lazy";,
                Shown::Pages => {
                    iframe.preview__pages src=(line.href) title=(name) loading="lazy" {}
                }
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
            file-drop data-at-once data-limit=(limit) data-too-large=(too_large)
                data-failed=(cx.text("ui.record.upload_failed")) {
                label.upload.upload--low {
                    (icon("upload"))
                    span { (cx.text("ui.record.add_file")) }
                    span.upload__name data-chosen {}
                    input.sr-only type="file" id=(UPLOAD) name="file" required multiple;
                }
                progress.upload__progress max="100" value="0" hidden
                    aria-label=(cx.text("ui.record.uploading")) {}
            }
            noscript {
                button.button.button--sm type="submit" { (cx.text("ui.record.upload")) }
            }
        }
    }
}
