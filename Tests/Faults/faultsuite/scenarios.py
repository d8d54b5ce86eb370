def available(): return []
def run(name, folder): pass
