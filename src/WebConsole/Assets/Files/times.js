const two = number => String(number).padStart(2, '0');

// The same shape as the server's text, so that nothing moves when the reader's own clock takes over.
function here(time) {
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

export function showTimesHere(part) {
  for (const element of part.querySelectorAll('time[datetime]')) {
    const time = new Date(element.dateTime);
    if (Number.isNaN(time.valueOf())) continue;
    element.textContent = here(time);
    element.title = element.dateTime;
  }
}
