import { showTimesHere } from './times.js';

export const partChanged = 'athanor-part-changed';

// Somebody who reads, types or chooses in a part keeps it as it is until he is done.
function isInUse(part) {
  const selection = getSelection();
  return part.matches(':focus-within') || part.querySelector('details[open]') !== null || (!selection.isCollapsed && selection.containsNode(part, true));
}

// A part with a key is made anew when that changes only; of the others, the last answer of the server tells whether there is something new.
function take(part, fresh, known) {
  const name = part.dataset.part;
  const state = fresh.dataset.key ?? fresh.outerHTML;
  if (state === (part.dataset.key ?? known.get(name)) || isInUse(part)) return;
  known.set(name, state);
  showTimesHere(fresh);
  part.replaceWith(document.adoptNode(fresh));
  dispatchEvent(new CustomEvent(partChanged, { detail: fresh }));
}

export function startRefreshing() {
  const known = new Map();

  async function refresh() {
    if (document.hidden) return;
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    if (!answer.ok || answer.redirected) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-part]')) {
      const fresh = page.querySelector(`[data-part="${CSS.escape(part.dataset.part)}"]`);
      if (fresh) take(part, fresh, known);
    }
  }

  async function goOn() {
    try {
      await refresh();
    } catch {
      // The server is away; the next try finds out whether it is back.
    }
    wait();
  }

  function wait() {
    const seconds = Number(document.querySelector('[data-refresh]')?.dataset.refresh);
    if (seconds > 0) setTimeout(goOn, 1000 * seconds);
  }

  wait();
}
