import uPlot from './uPlot.esm.js';
import { themeChanged } from './theming.js';

const hour = 3600;
const shortest = 300;
const pollMilliseconds = 5000;
const minutes = [60, 120, 300, 600, 900, 1800, 3600];
const decimals = [1, 2, 5].flatMap(first => [-2, -1, 0, 1, 2, 3, 4, 5, 6].map(power => first * 10 ** power)).sort((left, right) => left - right);
const binaries = Array.from({ length: 30 }, (_, power) => 2 ** (power + 16));

const sizes = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
function size(bytes) {
  const rank = bytes >= 1 ? Math.min(sizes.length - 1, Math.floor(Math.log2(bytes) / 10)) : 0;
  return `${Number((bytes / 1024 ** rank).toFixed(1))} ${sizes[rank]}`;
}

const short = value => Number(value.toFixed(value < 10 ? 1 : 0)).toString();
const kinds = {
  requests: { columns: ['requestsPerSecond', 'failuresPerSecond'], main: 0, write: value => `${short(value)}/s`, least: 1, steps: decimals },
  latency: { columns: ['medianMilliseconds', 'slowestPercentMilliseconds'], main: 1, write: value => `${short(value)} ms`, least: 1, steps: decimals },
  memory: { columns: ['memoryBytes'], main: 0, write: size, least: 1024 ** 2, steps: binaries },
};

// A canvas does not understand light-dark(); a probe resolves the token to a plain colour.
function colour(token) {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

const rootSize = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

class Chart {
  constructor(figure) {
    this.kind = kinds[figure.dataset.chart];
    this.box = figure.querySelector('[data-plot]');
    this.now = figure.querySelector('[data-now]');
    this.draw = this.draw.bind(this);
    new ResizeObserver(() => this.fit()).observe(this.box);
    addEventListener(themeChanged, this.draw);
  }

  size() {
    return { width: this.box.clientWidth, height: this.box.clientHeight };
  }

  fit() {
    if (!this.plot) return;
    if (rootSize() === this.rem) this.plot.setSize(this.size());
    else this.draw();
  }

  show(samples) {
    this.data = [samples.seconds, ...this.kind.columns.map(column => samples[column])];
    if (samples.seconds.length < 2) return;
    if (this.plot) this.plot.setData(this.data);
    else this.draw();
    this.write(null);
  }

  write(index) {
    const value = this.data[1 + this.kind.main].at(index ?? -1);
    const when = index === null ? '' : `${new Date(this.data[0][index] * 1000).toLocaleTimeString()}  `;
    this.now.textContent = value === undefined ? '' : when + this.kind.write(value);
  }

  draw() {
    if (!this.data) return;
    this.plot?.destroy();
    this.box.replaceChildren();
    const [ink, line, accents] = [colour('--ink-faint'), colour('--line'), [colour('--ember'), colour('--second')]];
    const rem = this.rem = rootSize();
    const font = `${0.7 * rem}px ${getComputedStyle(document.body).fontFamily}`;
    const axis = { stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
    this.plot = new uPlot({
      ...this.size(),
      legend: { show: false },
      padding: [rem / 2, rem / 2, 0, 0],
      cursor: { y: false, points: { show: false }, drag: { x: false, y: false }, sync: { key: 'activity' } },
      scales: {
        x: { range: (plot, first, last) => [Math.min(Math.max(first, last - hour), last - shortest), last] },
        y: { range: (plot, lowest, highest) => [0, Math.max(highest * 1.1, this.kind.least)] },
      },
      axes: [
        { ...axis, size: 1.5 * rem, space: 4.5 * rem, incrs: minutes, values: '{HH}:{mm}', grid: { show: false } },
        { ...axis, size: 4 * rem, space: 2 * rem, incrs: this.kind.steps, values: (plot, values) => values.map(this.kind.write) },
      ],
      series: [{}, ...this.kind.columns.map((column, index) => ({ stroke: accents[index], width: 1.5, points: { show: false } }))],
      hooks: { setCursor: [plot => this.write(plot.cursor.idx ?? null)] },
    }, this.data, this.box);
  }
}

function join(samples, more) {
  const first = (more.seconds.at(-1) ?? 0) - hour;
  const joined = {};
  for (const column of Object.keys(more)) joined[column] = [...(samples?.[column] ?? []), ...more[column]];
  const old = joined.seconds.findIndex(second => second > first);
  if (old > 0) for (const column of Object.keys(joined)) joined[column] = joined[column].slice(old);
  return joined;
}

export function startCharts() {
  const section = document.querySelector('[data-activity]');
  const charts = [...section.querySelectorAll('[data-chart]')].map(figure => new Chart(figure));
  let samples = null;

  async function poll() {
    if (document.hidden) return;
    try {
      const answer = await fetch(`${section.dataset.activity}?after=${samples?.seconds.at(-1) ?? 0}`, { headers: { Accept: 'application/json' } });
      if (!answer.ok) return;
      samples = join(samples, await answer.json());
    } catch {
      return; // The server is away; the next poll finds out whether it is back.
    }
    for (const chart of charts) chart.show(samples);
  }

  poll();
  setInterval(poll, pollMilliseconds);
}
