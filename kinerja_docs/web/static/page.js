(function () {
"use strict";
document.documentElement.classList.add("js");
var get = function (id) { return document.getElementById(id); };

// --- dropping files -------------------------------------------------------------------------------------------------
var zone = get("zone"), sending = false;
function say(text, wrong) {
  zone.querySelector(".said").textContent = wrong ? "" : text;
  zone.querySelector(".alert").textContent = wrong ? text : "";
}
function send(files) {
  if (sending || !files.length) return;
  sending = true;
  var form = new FormData(), request = new XMLHttpRequest(), box = zone.querySelector(".sending"), bar = box.querySelector("progress");
  files.forEach(function (one) { form.append("files", one.file, one.path); });
  box.hidden = false;
  say(zone.dataset.sending + " (" + files.length + ")");
  function end(text) { sending = false; box.hidden = true; say(text || "", true); }
  request.upload.onprogress = function (event) { if (event.lengthComputable) bar.value = 100 * event.loaded / event.total; };
  request.onload = function () {
    var answer = {};
    try { answer = JSON.parse(request.responseText); } catch (error) { /* not ours */ }
    if (request.status === 201 && answer.to) location.assign(answer.to);
    else end(answer.message ? answer.message + " " + answer.remedy : zone.dataset.failed);
  };
  request.onerror = function () { end(zone.dataset.failed); };
  request.onabort = function () { end(""); };
  box.querySelector("button").onclick = function () { request.abort(); };
  request.open("POST", zone.action);
  request.setRequestHeader("Accept", "application/json");
  request.send(form);
}
function walk(entry, found) {
  return new Promise(function (done) {
    if (entry.isFile) {
      entry.file(function (file) { found.push({ file: file, path: entry.fullPath.replace(/^\//, "") }); done(); }, function () { done(); });
      return;
    }
    var reader = entry.createReader(), waiting = [];
    (function more() {
      reader.readEntries(function (entries) {
        if (!entries.length) { Promise.all(waiting).then(done); return; }
        entries.forEach(function (one) { waiting.push(walk(one, found)); });
        more();
      }, function () { Promise.all(waiting).then(done); });
    })();
  });
}
function dropped(event) {
  event.preventDefault();
  zone.classList.remove("over");
  var items = event.dataTransfer.items || [], found = [], waiting = [];
  [].forEach.call(items, function (item) {
    var entry = item.webkitGetAsEntry && item.webkitGetAsEntry();
    if (entry) waiting.push(walk(entry, found));
    else if (item.kind === "file") found.push({ file: item.getAsFile(), path: item.getAsFile().name });
  });
  Promise.all(waiting).then(function () {
    found.sort(function (a, b) { return a.path < b.path ? -1 : 1; });
    send(found);
  });
}
if (zone) {
  [].forEach.call(zone.querySelectorAll("input[type=file]"), function (input) {
    input.addEventListener("change", function () {
      send([].map.call(input.files, function (file) { return { file: file, path: file.webkitRelativePath || file.name }; }));
    });
  });
  ["dragenter", "dragover"].forEach(function (name) {
    document.addEventListener(name, function (event) { event.preventDefault(); zone.classList.add("over"); });
  });
  document.addEventListener("dragleave", function (event) { if (!event.relatedTarget) zone.classList.remove("over"); });
  document.addEventListener("drop", dropped);
}

// --- following a drop -----------------------------------------------------------------------------------------------
var last = 0;
function follow() {
  var drop = get("drop");
  if (!drop || !drop.dataset.events || !window.EventSource) return;
  var source = new EventSource(drop.dataset.events + "?since=" + drop.dataset.since);
  source.addEventListener("cards", function (event) {
    var told = JSON.parse(event.data), list = get("cards"), bar = get("bar"), said = get("said");
    told.cards.forEach(function (one) {
      var old = get("k-" + one[0]), fresh = document.createElement("template");
      fresh.innerHTML = one[1].trim();
      if (!old) list.appendChild(fresh.content.firstChild);
      else if (!old.contains(document.activeElement)) old.replaceWith(fresh.content.firstChild);
    });
    if (bar && told.all) { bar.max = told.all; bar.value = told.through; }
    if (said && bar && told.all && (Date.now() - last > 2000 || told.through === told.all)) { said.textContent = told.said; last = Date.now(); }
  });
  source.addEventListener("result", function () { source.close(); refresh(); });
}
function refresh() {
  fetch(location.href, { headers: { Accept: "text/html" } }).then(function (answer) { return answer.text(); }).then(function (text) {
    var fresh = new DOMParser().parseFromString(text, "text/html"), inside = get("isi").contains(document.activeElement), first = inside || !document.querySelector(".gets");
    get("isi").innerHTML = fresh.getElementById("isi").innerHTML;
    document.title = fresh.title;
    if (first && get("drop")) get("drop").querySelector("h1").focus();
    follow();
  });
}
follow();

window.addEventListener("beforeprint", function () {
  [].forEach.call(document.querySelectorAll("details:not(.law):not(.decide)"), function (one) { one.open = true; });
});

// --- another form ---------------------------------------------------------------------------------------------------
document.addEventListener("click", function (event) {
  var link = event.target.closest && event.target.closest("a.not-this"), choices = get("forms");
  if (!link || !choices) return;
  event.preventDefault();
  var card = link.closest(".card"), there = card.querySelector(".forms");
  if (there) { there.remove(); link.setAttribute("aria-expanded", "false"); return; }
  card.appendChild(choices.content.cloneNode(true));
  card.querySelector(".forms").action = link.dataset.form;
  card.querySelector(".forms button").focus();
  link.setAttribute("aria-expanded", "true");
});

// --- what would be --------------------------------------------------------------------------------------------------
var turn = 0;
function shown(slider) {
  return slider.dataset.stops ? slider.dataset.stops.split("|")[slider.value] : String(slider.value).replace(".", document.documentElement.lang === "id" ? "," : ".") + slider.dataset.unit;
}
function compute(form) {
  var mine = ++turn, address = form.action.split("#")[0] + "?" + new URLSearchParams(new FormData(form));
  form.setAttribute("aria-busy", "true");
  form.querySelector("[role=status]").textContent = form.dataset.busy;
  fetch(address, { headers: { Accept: "text/html" } }).then(function (answer) { return answer.text(); }).then(function (text) {
    if (mine !== turn) return;
    var fresh = new DOMParser().parseFromString(text, "text/html"), held = document.activeElement.id;
    get("isi").innerHTML = fresh.getElementById("isi").innerHTML;
    history.replaceState(null, "", address);
    if (held && get(held)) get(held).focus();
    var said = document.querySelector(".slides [role=status]");
    if (said) { var told = said.innerHTML; said.textContent = ""; setTimeout(function () { said.innerHTML = told; }, 50); }
  });
}
["input", "change"].forEach(function (name) {
  document.addEventListener(name, function (event) {
    var slider = event.target;
    if (slider.type !== "range") return;
    slider.nextElementSibling.textContent = shown(slider);
    slider.setAttribute("aria-valuetext", shown(slider));
    if (name === "change") compute(slider.form);
  });
});

// --- copying a message ----------------------------------------------------------------------------------------------
document.addEventListener("click", function (event) {
  var button = event.target.closest && event.target.closest("[data-copy]");
  if (!button) return;
  var text = get(button.dataset.copy), said = get("said");
  function done() { said.textContent = ""; setTimeout(function () { said.textContent = said.dataset.copied; button.classList.add("copied"); }, 50); }
  if (navigator.clipboard) navigator.clipboard.writeText(text.textContent).then(done);
  else { getSelection().selectAllChildren(text); document.execCommand("copy"); done(); }
});
})();
