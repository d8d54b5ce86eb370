#pragma once
#include <sqlite3.h>

/// Swift calls no functions with a variable number of arguments.
static inline int csqlite_config_memstatus(int on) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, on); }
