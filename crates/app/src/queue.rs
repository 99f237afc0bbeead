//! Tasks that wait for a reader.

use crate::ocr;
use crate::pool::Task;
use candor_extract::TOGETHER_MAX;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex};

/// Tasks that wait for one of several readers.
#[derive(Debug)]
pub struct Queue {
    readers: usize,
    /// Whether pictures are recognised.
    recognises: bool,
    waiting: Mutex<Waiting>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Waiting {
    tasks: VecDeque<Task>,
    /// Tasks that are pictures by their names, when these are recognised: a recogniser reads several in the
    /// time in which it starts twice.
    pictures: VecDeque<Task>,
    closed: bool,
}

impl Waiting {
    fn is_empty(&self) -> bool {
        self.tasks.is_empty() && self.pictures.is_empty()
    }
}

impl Queue {
    pub fn new(readers: usize, recognises: bool) -> Self {
        let (waiting, changed) = (Mutex::default(), Condvar::new());
        Self { readers: readers.max(1), recognises, waiting, changed }
    }

    pub fn add(&self, tasks: Vec<Task>) {
        let is_picture = |task: &Task| self.recognises && ocr::is_called_picture(&task.name);
        let (pictures, tasks): (Vec<_>, Vec<_>) = tasks.into_iter().partition(is_picture);
        self.change(|waiting| {
            waiting.tasks.extend(tasks);
            waiting.pictures.extend(pictures);
        });
    }

    /// Nobody gets a task any more.
    pub fn close(&self) {
        self.change(|waiting| waiting.closed = true);
    }

    /// The next task, or several pictures when nothing else waits; waits for one, and is empty when the queue is
    /// closed. The fewer pictures wait, the fewer go together, so that no reader is left with all of the rest.
    pub fn next(&self) -> Vec<Task> {
        let Ok(waiting) = self.waiting.lock() else { return Vec::new() };
        let waiting = self.changed.wait_while(waiting, |w| w.is_empty() && !w.closed);
        let Ok(mut waiting) = waiting else { return Vec::new() };
        if waiting.closed {
            return Vec::new();
        }
        if let Some(task) = waiting.tasks.pop_front() {
            return vec![task];
        }
        let share = waiting.pictures.len().div_ceil(self.readers);
        let count = share.min(TOGETHER_MAX);
        waiting.pictures.drain(..count).collect()
    }

    fn change(&self, how: impl FnOnce(&mut Waiting)) {
        if let Ok(mut waiting) = self.waiting.lock() {
            how(&mut waiting);
        }
        self.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tasks(names: &[&str]) -> Vec<Task> {
        names.iter().map(|name| Task { name: (*name).to_owned(), ..Task::default() }).collect()
    }

    fn names(tasks: &[Task]) -> Vec<&str> {
        tasks.iter().map(|task| task.name.as_str()).collect()
    }

    #[test]
    fn pictures_wait_for_the_rest_and_go_in_shares() {
        let queue = Queue::new(2, true);
        queue.add(tasks(&["1.png", "a.txt", "2.JPG", "3.bmp", "b.pdf", "4.gif", "5.webp"]));
        assert_eq!(names(&queue.next()), ["a.txt"]);
        assert_eq!(names(&queue.next()), ["b.pdf"]);
        assert_eq!(names(&queue.next()), ["1.png", "2.JPG", "3.bmp"]);
        queue.add(tasks(&["c.txt"]));
        assert_eq!(names(&queue.next()), ["c.txt"]);
        assert_eq!(names(&queue.next()), ["4.gif"]);
        assert_eq!(names(&queue.next()), ["5.webp"]);
        queue.add(tasks(&["6.png"; 50]));
        assert_eq!(queue.next().len(), TOGETHER_MAX);
        queue.close();
        assert!(queue.next().is_empty());
    }

    #[test]
    fn pictures_are_tasks_like_others_where_nothing_recognises_them() {
        let queue = Queue::new(2, false);
        queue.add(tasks(&["1.png", "a.txt"]));
        assert_eq!(names(&queue.next()), ["1.png"]);
        assert_eq!(names(&queue.next()), ["a.txt"]);
    }
}
