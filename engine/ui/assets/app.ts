// The script of every page. The page works without it; each element adds one behaviour.
import "./security";
import "./elements/card-board";
import "./elements/cell-editor";
import "./elements/combo-box";
import "./elements/command-palette";
import "./elements/composer-tabs";
import "./elements/date-field";
import "./elements/entry-list";
import "./elements/file-drop";
import "./elements/filter-form";
import "./elements/following-choices";
import "./elements/guarded-form";
import "./elements/inline-edit";
import "./elements/late-part";
import "./elements/kept-focus";
import "./elements/layer-stack";
import "./elements/line-editor";
import "./elements/line-paste";
import "./elements/link-map";
import "./elements/live-count";
import "./elements/mention-box";
import "./elements/word-box";
import "./elements/field-states";
import "./elements/pass-key";
import "./elements/record-table";
import "./elements/relative-time";
import "./elements/request-form";
import "./elements/row-acts";
import "./elements/row-menu";
import "./elements/session-keeper";
import "./elements/shortcut-keys";
import "./elements/side-counts";
import "./elements/sortable-list";
import "./elements/theme-switch";
import "./elements/tick-table";
import "./elements/toast-stack";

// The list one came from stays in the address of a record, so that acts there do not lose it.
const towards = ".page__head a[data-key][href*='?in=']";
const neighbour = document.querySelector<HTMLAnchorElement>(towards);
const isRecord = location.pathname.split("/").length === 3;
if (neighbour && isRecord && !location.search) {
  history.replaceState(history.state, "", location.pathname + neighbour.search + location.hash);
}
