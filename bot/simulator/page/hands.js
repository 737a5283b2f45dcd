// What must happen in the browser itself: keys, the focus, sheets that open over the page.
window.siao = {
  open(id) {
    document.getElementById(id)?.showModal();
  },
  send(event, emit) {
    event.preventDefault();
    const box = event.target.elements.text;
    const text = box.value.trim();
    if (text) emit(text);
    box.value = "";
    siao.grow(box);
    siao.focus();
  },
  enter(event) {
    if (event.isComposing || event.shiftKey) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  },
  choose(event, upload) {
    event.target.closest("details").open = false;
    runMethod(upload, "pickFiles", [event]);
  },
  fill(text) {
    const box = document.querySelector(".composer textarea");
    box.value = text;
    siao.grow(box);
    box.focus();
  },
  grow(box) {
    box.style.height = "auto";
    box.style.height = Math.min(box.scrollHeight, 120) + "px";
  },
  focus() {
    // On a real phone this would bring up the keyboard over the buttons.
    if (matchMedia("(pointer: fine)").matches) {
      document.querySelector(".composer textarea")?.focus();
    }
  },
};
