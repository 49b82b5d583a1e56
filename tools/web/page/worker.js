// Reads and checks, apart from the page, which stays alive meanwhile.
"use strict";

// What a panic said: the call that it ended only tells that it trapped.
let panic = null;
self.panicked = (message) => { panic = message; };

const unpacked = (base64) => {
  const packed = new Blob([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]);
  return new Response(packed.stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
};

const files = async (chosen) => {
  const all = new wasm_bindgen.Files();
  for (const file of chosen) {
    all.admit(file.name, file.size);
    let content;
    try {
      content = await file.arrayBuffer();
    } catch {
      throw JSON.stringify({
        zh: `${file.name}：无法读取；文件可能已改动、移走，或是文件夹`,
        en: `${file.name}: unreadable; it may have been changed or moved, or it is a folder`,
      });
    }
    all.add(file.name, new Uint8Array(content));
  }
  return all;
};

const check = async ({ id, chosen, lastYear, words }) => {
  const stage = (name) => postMessage({ id, stage: name });
  stage("read");
  const work = new wasm_bindgen.Work(await files(chosen));
  if (lastYear.length > 0) work.last_year(await files(lastYear));
  if (words.length > 0) work.words(await files(words));
  stage("check");
  work.check();
  stage("draw");
  const done = {
    page: { zh: work.page("zh"), en: work.page("en") },
    report: work.report(),
    neutral: work.neutral(),
    summary: JSON.parse(work.summary()),
  };
  work.free();
  return done;
};

self.onmessage = async ({ data }) => {
  try {
    if (data.wasm) {
      wasm_bindgen.initSync({ module: await unpacked(data.wasm) });
      return postMessage({ ready: true });
    }
    postMessage({ id: data.id, done: await check(data) });
  } catch (error) {
    // Refusals are told in words; anything else is a failure of ours, and the program is to be
    // started anew.
    if (typeof error === "string") postMessage({ id: data.id, refused: JSON.parse(error) });
    else postMessage({ id: data.id, failed: panic ?? String(error) });
  }
};
