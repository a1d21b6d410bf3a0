import { startCopying } from './copying.js';
import { startTheme } from './theming.js';
import { showTimesHere } from './times.js';

showTimesHere(document);
startTheme();
startCopying();

if (document.querySelector('[data-facts]')) import('./live.js').then(live => live.startFollowing());
if (document.querySelector('[data-activity]')) import('./charts.js').then(charts => charts.startCharts());
if (document.querySelector('[data-upload]')) import('./uploading.js').then(uploading => uploading.startUploading());
if (document.querySelector('[data-log]')) import('./logs.js').then(logs => logs.startLogs());
if (document.querySelector('[data-refresh]')) import('./refreshing.js').then(refreshing => refreshing.startRefreshing());
