//! The page models of an export.

use catalog::Module;
use records::Cx;
use sheets::export as view;
use transfer::{ExportFormat, ExportLine, Failure};
use ui::fields::Form;

use crate::head;
use crate::lines::has_lines;
use crate::list_state::ListState;

/// Formats in the order in which they are offered; cards only where the module has them.
fn formats(module: &Module) -> impl Iterator<Item = ExportFormat> {
    let all = [ExportFormat::Csv, ExportFormat::Sheet, ExportFormat::Json, ExportFormat::Cards];
    let has_card = module.has_card();
    all.into_iter().filter(move |format| has_card || *format != ExportFormat::Cards)
}

/// The ending of a file, which also stands for its format in forms.
#[must_use]
pub fn ending(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "csv",
        ExportFormat::Json => "json",
        ExportFormat::Sheet => "xlsx",
        ExportFormat::Cards => "vcf",
    }
}

/// Reads a format by the ending of its files.
#[must_use]
pub fn format_of(module: &Module, text: Option<&str>) -> Option<ExportFormat> {
    formats(module).find(|format| Some(ending(*format)) == text)
}

fn label(cx: &Cx, format: ExportFormat) -> String {
    cx.text(&format!("transfer.format.{}", ending(format))).to_owned()
}

/// Whether all columns are wanted, or those of the view.
#[must_use]
pub fn wants_all(asked: &Form) -> bool {
    asked.get("which") != Some("view")
}

/// The choices of an export, as they were made.
pub fn page(
    cx: &Cx,
    module: &Module,
    (state, asked): (&ListState, &Form),
    is_large: bool,
) -> view::ExportPage {
    let chosen = format_of(module, asked.get("format")).unwrap_or_default();
    let option =
        |format: ExportFormat| (ending(format).to_owned(), label(cx, format), format == chosen);
    let all = wants_all(asked);
    let which = [("all", all), ("view", !all)];
    let which = which.map(|(code, is_on)| {
        (code.to_owned(), cx.text(&format!("transfer.columns.{code}")).to_owned(), is_on)
    });
    let per_line = asked.get("rows") == Some("line");
    let rows = [("record", !per_line), ("line", per_line)].map(|(code, is_on)| {
        (code.to_owned(), cx.text(&format!("transfer.rows.{code}")).to_owned(), is_on)
    });
    view::ExportPage {
        action: format!("/{}/export", module.plural),
        state: crate::list::asked(module, state),
        formats: formats(module).map(option).collect(),
        columns: which.into(),
        rows: if has_lines(module) { rows.into() } else { Vec::new() },
        problem: None,
        is_large,
        module: head::module(cx, module),
    }
}

/// An export that is made meanwhile.
pub fn run_page(cx: &Cx, module: &Module, line: &ExportLine) -> view::ExportRunPage {
    let href = format!("/{}/export/runs/{}", module.plural, line.id);
    let state = line.state.as_str();
    let texts = |key: &str| cx.text(key).to_owned();
    let hint = match (state, &line.failure) {
        ("failed", Some(Failure { code, params })) => {
            let params = params.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            let (params, key) = (params.collect::<Vec<_>>(), format!("conflict.{code}"));
            Some(cx.catalog.texts().fill(cx.locale.language, &key, &params))
        }
        ("failed", None) => Some(texts("transfer.export_failed")),
        ("expired", _) => Some(texts("transfer.export_expired")),
        _ => None,
    };
    let output =
        line.output.as_ref().map(|name| texts(&format!("output.{}", name.replace('.', "_"))));
    view::ExportRunPage {
        format: output.unwrap_or_else(|| label(cx, line.format)),
        counts_records: line.output.is_none(),
        state: cx.text(&format!("transfer.state.{state}")).to_owned(),
        progress: (line.n, line.total),
        is_running: ["waiting", "running", "interrupted", "cancelling"].contains(&state),
        cancel: ["waiting", "running"].contains(&state).then(|| format!("{href}/cancel")),
        file: line.until.filter(|_| state == "done").map(|until| (format!("{href}/file"), until)),
        hint,
        module: head::module(cx, module),
        href,
    }
}
