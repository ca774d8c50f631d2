//! Mappings that are kept: taken up and kept beside a file, renamed and removed before it.

use maud::{Markup, html};
use ui::Cx;
use ui::components::{icon, token};

use super::model::{SavedLine, Saving, UploadPage};

/// Draws the mappings that fit a file, and keeping what was decided.
pub fn saving(cx: Cx, saving: &Saving) -> Markup {
    html! {
        fieldset.import__saved {
            legend.field__label { (cx.text("ui.mapping.title")) }
            @if !saving.offered.is_empty() {
                div.row {
                    select.select name="mapping" aria-label=(cx.text("ui.mapping.offered")) {
                        @for (id, name, is_on) in &saving.offered {
                            option value=(id) selected[*is_on] { (name) }
                        }
                    }
                    (step(cx, "apply", "ui.mapping.apply"))
                    @if saving.may_overwrite { (step(cx, "overwrite", "ui.mapping.overwrite")) }
                }
            }
            div.row {
                (name(cx, ("mapping-name", saving.problem.as_deref()), &saving.name))
                @if let Some(share) = saving.share {
                    label.choice {
                        input.check type="checkbox" name="mapping_share" value="1"
                            checked[share];
                        (cx.text("ui.mapping.share"))
                    }
                }
                (step(cx, "save", "ui.mapping.save"))
            }
            (problem("mapping-name", saving.problem.as_deref()))
        }
    }
}

fn step(cx: Cx, value: &str, verb: &'static str) -> Markup {
    html! { button.button type="submit" name="step" value=(value) { (cx.text(verb)) } }
}

fn name(cx: Cx, (id, problem): (&str, Option<&str>), value: &str) -> Markup {
    html! {
        input.input id=(id) name="mapping_name" maxlength="60" value=(value)
            aria-label=(cx.text("ui.mapping.name")) placeholder=(cx.text("ui.mapping.name"))
            aria-invalid=[problem.map(|_| "true")]
            aria-describedby=[problem.map(|_| format!("{id}-problem"))];
    }
}

fn problem(id: &str, problem: Option<&str>) -> Markup {
    html! {
        @if let Some(problem) = problem {
            p.field__error id={ (id) "-problem" } { (icon("circle-alert")) (problem) }
        }
    }
}

/// Draws all mappings that the reader may use.
pub fn list(cx: Cx, page: &UploadPage) -> Markup {
    html! {
        @if !page.saved.is_empty() {
            section.stack {
                h2 { (cx.text("ui.mapping.title")) }
                (problem("saved", page.saved_problem.as_deref()))
                ul.stack.import__mappings {
                    @for line in &page.saved { (saved(cx, line)) }
                }
            }
        }
    }
}

fn saved(cx: Cx, line: &SavedLine) -> Markup {
    let (share, verb) = match line.is_shared {
        true => ("unshare", "ui.mapping.unshare"),
        false => ("share", "ui.mapping.give"),
    };
    html! {
        li.row.row--wrap {
            @if line.may_change {
                form.row.grow method="post" action={ (line.href) "/rename" } {
                    (token(cx))
                    input.input.grow name="mapping_name" maxlength="60" required
                        value=(line.name) aria-label=(cx.text("ui.mapping.name"));
                    button.button type="submit" { (cx.text("ui.mapping.rename")) }
                }
            } @else { span.grow.truncate { (line.name) } }
            @if line.is_shared { span.muted { (cx.text("ui.mapping.shared")) } }
            @if line.may_change && line.may_share {
                (act(cx, line, share, verb))
            }
            @if line.may_change { (act(cx, line, "remove", "ui.mapping.remove")) }
        }
    }
}

fn act(cx: Cx, line: &SavedLine, act: &str, verb: &'static str) -> Markup {
    html! {
        form method="post" action={ (line.href) "/" (act) } {
            (token(cx))
            button.button type="submit" aria-label={ (cx.text(verb)) ": " (line.name) } {
                (cx.text(verb))
            }
        }
    }
}
