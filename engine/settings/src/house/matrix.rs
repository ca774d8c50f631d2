//! Who may do what, person by person and module by module, as a table to take along.

use access::{FieldRight, Level, Right, Scope};
use axum::body::Body;
use axum::extract::State;
use catalog::Module;
use records::{Cx, Kept};

use present::head;
use visit::answer::{Answer, For};
use visit::download::{CSV, download};
use visit::state::WebState;
use visit::visitor::Visitor;

/// `GET /settings/rights.csv`
pub async fn matrix(State(_): State<WebState>, visitor: Visitor) -> Answer {
    let cx = visitor.cx();
    let members = identity::members(cx).await.for_(&visitor)?;
    let roles = identity::roles(cx).await.for_(&visitor)?;
    let kept = cx.engine.house().await.for_(&visitor)?;
    let mut text = String::from(transfer::BYTE_ORDER_MARK);
    text.push_str(&transfer::csv_line(&headings(cx), ';'));
    for member in members.iter().filter(|member| member.profile.is_active) {
        let role = roles.iter().find(|role| Some(role.id) == member.profile.role);
        let who = [
            member.profile.name.clone(),
            member.profile.login.clone(),
            role.map(|role| role.name.clone()).unwrap_or_default(),
        ];
        for module in cx.catalog.modules().iter().filter(|one| !cx.catalog.is_off(&one.code)) {
            let mut cells = who.to_vec();
            cells.extend(of_module(cx, &kept, member.profile.id, module));
            text.push_str(&transfer::csv_line(&cells, ';'));
        }
    }
    let name = cx.text("ui.house.matrix_file");
    Ok(download((name, CSV), Body::from(text)))
}

fn headings(cx: &Cx) -> Vec<String> {
    let text = |key: &str| cx.text(key).to_owned();
    let mut all = ["who", "login", "role", "module"]
        .map(|key| text(&format!("ui.house.field.{key}")))
        .to_vec();
    all.extend(Right::ALL.map(|right| text(&format!("right.{}", right.word()))));
    all.extend(Level::ALL.map(|level| text(&format!("level.{}", level.word()))));
    all.extend(["hidden", "read"].map(|word| text(&format!("field_right.{word}"))));
    all
}

fn of_module(cx: &Cx, kept: &Kept, person: kernel::PrincipalId, module: &Module) -> Vec<String> {
    let rights = kept.house().rights(person);
    let scope = kept.house().scope(person);
    let word =
        |is_open: bool| cx.text(if is_open { "ui.field.yes" } else { "ui.field.no" }).to_owned();
    let mut cells = vec![head::module(cx, module).many];
    cells.extend(Right::ALL.map(|right| word(rights.may(&module.code, right))));
    let sees = rights.may(&module.code, Right::See);
    cells.extend(Level::ALL.map(|level| match sees {
        true => reach(cx, &scope, module, level),
        false => word(false),
    }));
    let fields = |wanted: FieldRight| {
        let all = module.fields.iter().map(|field| field.name.as_str());
        let all = all.filter(|name| rights.field(&module.code, name) == wanted);
        let labels: Vec<String> = all.map(|name| head::field_label(cx, module, name)).collect();
        labels.join(", ")
    };
    cells.extend([fields(FieldRight::Hidden), fields(FieldRight::Read)]);
    cells
}

/// Whose records are reached so far: everybody's, or those of so many.
fn reach(cx: &Cx, scope: &Scope, module: &Module, level: Level) -> String {
    let texts = cx.catalog.texts();
    match scope.owners_at(&module.code, level) {
        None => cx.text("ui.house.everybody").to_owned(),
        Some(_) if module.owner_field().is_none() => cx.text("ui.house.everybody").to_owned(),
        Some(owners) => {
            let n = owners.len().to_string();
            texts.fill(cx.locale.language, "ui.house.of_some", &[("n", &n)])
        }
    }
}
