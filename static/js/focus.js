// What has just been put on the page, or changed, takes the focus: the row that was saved, the form that was opened.
export function focusOnNews(scope) {
  const news = scope instanceof Element && scope.matches("[data-app-focus]") ? scope : scope.querySelector("[data-app-focus]");
  if (news) {
    news.focus({ preventScroll: scope !== document });
    news.removeAttribute("data-app-focus");
  }
}
