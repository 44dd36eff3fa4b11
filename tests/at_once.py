"""Several people at the same moment."""

from threading import Barrier, Thread

from django.db import connection


def at_once(*tasks):
    """What each task returned or raised, all of them begun together, each on a connection of its own."""
    start, results = Barrier(len(tasks)), [None] * len(tasks)

    def run(place, task):
        try:
            start.wait(timeout=10)
            results[place] = task()
        except Exception as problem:
            results[place] = problem
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(tasks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results
