//! Relating a record to another one in a role.

use catalog::{Field, FieldType, OnDelete};
use kernel::{FieldProblem, Value};
use maud::{Markup, html};

use ui::Cx;
use ui::components::{FieldFrame, crumbs, field_frame, glyph, problem_text, token};
use ui::fields::{Entered, Form, edit};
use ui::model::ModuleHead;

/// The form of a relation; it posts `to` and `role`.
#[derive(Clone, Debug, Default)]
pub struct RelatePage {
    /// The module of the record.
    pub module: ModuleHead,
    /// Title of the record.
    pub title: String,
    /// Page of the record.
    pub href: String,
    /// Name of the relation in words.
    pub label: String,
    /// Where the form is posted.
    pub action: String,
    /// Code of the module the relation leads to.
    pub to: String,
    /// Pick list of the roles.
    pub roles: String,
    /// What was posted and refused.
    pub entered: Option<Form>,
    /// What is wrong with it.
    pub problems: Vec<FieldProblem>,
}

/// The field that names the other record.
#[must_use]
pub fn target(to: &str) -> Field {
    let kind = FieldType::Link { to: vec![to.to_owned()], on_delete: OnDelete::Clear };
    Field { required: true, ..Field::plain("to", kind) }
}

/// Draws the form of a relation.
#[must_use]
pub fn page(cx: Cx, page: &RelatePage) -> Markup {
    let to = target(&page.to);
    let role = FieldType::Picklist { list: page.roles.clone() };
    let role = Field { required: true, ..Field::plain("role", role) };
    let steps = [
        (page.module.many.clone(), page.module.href.clone()),
        (page.title.clone(), page.href.clone()),
    ];
    html! {
        header.page__head { (crumbs(cx, &steps)) }
        div.page__body.page__body--pad {
            form.measure.stack.stack--loose method="post" action=(page.action) {
                (token(cx))
                div.row { (glyph(&page.module.icon, page.module.hue)) h1 { (page.label) } }
                (control(cx, page, &to, cx.text("ui.relate.to")))
                (control(cx, page, &role, cx.text("ui.relate.role")))
                div.row {
                    button.button.button--primary type="submit" { (cx.text("ui.relate.save")) }
                    a.button.button--ghost href=(page.href) { (cx.text("ui.action.cancel")) }
                }
            }
        }
    }
}

fn control(cx: Cx, page: &RelatePage, field: &Field, label: &str) -> Markup {
    let problem = page.problems.iter().find(|problem| problem.field == field.name);
    let entered = Entered {
        form: page.entered.as_ref(),
        problem,
        ..Entered::stored(&Value::Empty, "relate")
    };
    let said = problem.map(|problem| problem_text(cx, problem));
    let frame = FieldFrame {
        id: &entered.id(field),
        label,
        is_required: true,
        problem: said.as_deref(),
        ..FieldFrame::default()
    };
    field_frame(frame, &edit(cx, field, &entered))
}
